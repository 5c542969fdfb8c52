"""The built-in recognizers: one folder a family, one module a kind."""
