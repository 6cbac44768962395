"""The output folder: releases made out of sight, published in one step, and removed whole."""
