"""Bailanysh: a network of dated, sourced ties, from YAML to a picture that can be cited."""
