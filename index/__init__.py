"""Passages and how they are found.

Products of matrices take one thread each, unless the environment says otherwise: they are small, and threads that
wait for one another cost more than they save where questions are answered side by side. It is said here because
numpy reads it when it is first imported.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
