"""The concordance below the page: lines, counts, plot and neighbours."""
