"""Draws once more, written from docs/luck.md alone: nothing here comes from scorelab."""

WORD = 1 << 64


def mix(z):
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % WORD
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB % WORD
    return z ^ (z >> 31)


def draw(seed, purpose, who, when, which):
    z = mix(seed % WORD ^ 0x9E3779B97F4A7C15)
    for number, factor in (
        (purpose, 0x9E3779B97F4A7C15),
        (who, 0xBF58476D1CE4E5B9),
        (when, 0x94D049BB133111EB),
        (which, 0x9E3779B97F4A7C15),
    ):
        z = mix(z ^ number % WORD * factor % WORD)
    return z


def splitmix64(seed, count):
    return [mix((seed + 0x9E3779B97F4A7C15 * k) % WORD) for k in range(1, count + 1)]
