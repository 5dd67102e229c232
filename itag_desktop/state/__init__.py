"""What is kept on this computer: directories, ledgers, drafts."""
