"""Figures of networks with a memory."""
