"""What the findings on claims are made of: societies lived, days looked at, told cases played."""
