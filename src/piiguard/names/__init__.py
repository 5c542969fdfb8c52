"""Names of persons in running text: a small statistical model, and what is done with its findings.

The model is a linear-chain conditional random field over hashed features of characters (Lafferty, McCallum and
Pereira 2001; Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask Learning"). Only this package knows
numpy; it is imported when a text that can hold a name comes by.
"""
