"""Random programs in the sandbox against a model of pairs, descriptors and the rule."""
