"""Measures of a stakeholder network: who is central, who brokers, what holds it together."""
