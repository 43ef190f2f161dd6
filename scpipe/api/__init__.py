"""The library, in the program that uses it: options, launches, the sandbox object, results."""
