"""Recurrence: the unrolled graph, states that move, equations in rows."""
