package io.burnin.verdict;

/** Whose fault it is that something is not green. Only PRODUCT speaks against the target. */
public enum ErrorClass {
    PRODUCT,
    TEST,
    INFRA,
    CONFIG,
    CANCELED,
    TIMEOUT
}
