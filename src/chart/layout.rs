//! Where things go: measured text, ticks, margins.
