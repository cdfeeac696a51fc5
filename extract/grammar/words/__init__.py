"""What words and signs tell, in the languages of their interfaces: labels, cues, truth, the names in markup."""
