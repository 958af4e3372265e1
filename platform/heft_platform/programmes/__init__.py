"""Pastoral Support Programmes, from start to verdict."""
