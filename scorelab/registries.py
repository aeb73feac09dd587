"""Registries that ship with the program, and those of users in the same form: YAML held against a model."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from scorelab.scenario.dates import tuples
from scorelab.scenario.origins import Origins, explained
from scorelab.scenario.yaml_safe import read

Model = TypeVar("Model", bound=BaseModel)


def read_registry(model: type[Model], content: bytes, label: str) -> tuple[Model, Origins]:
    """A registry's text as a model, and where each of its keys stands.

    Parameters
    ----------
    model : type
        What it must be.
    content : bytes
        YAML.
    label : str
        What messages call it.

    Raises
    ------
    InputError
        If it is something else: the first fault, with file, line and key.
    """
    document = read(content, label)
    origins = Origins(label)
    origins.add(label, document.lines)
    try:
        return model.model_validate(tuples(document.data)), origins
    except ValidationError as error:
        raise explained(error, document.data, origins, model) from None
