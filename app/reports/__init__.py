"""Paper and figures: content as blocks, and what draws them."""
