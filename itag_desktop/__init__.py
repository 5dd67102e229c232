"""iTAG Desktop: prepare datasets for iTAG, the labeling service of Alibaba Cloud PAI."""

__version__ = "0.1.0"
