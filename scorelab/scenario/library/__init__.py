"""The scenario library: YAML files; one whose name begins with _ is a part of others."""
