package io.burnin.plan;

/**
 * Something wrong or doubtful in a plan, with its place and what to do.
 *
 * @param line from 1; {@code column} too
 * @param path where in the plan, e.g. {@code tests/core-resilience/steps/1}
 * @param remedy what to do, with the corrected line where that is possible; may be empty
 */
public record Problem(
        Severity severity, String rule, int line, int column, String path, String message, String remedy) {

    /** Errors refuse a plan; warnings are kept with its runs. */
    public enum Severity {
        ERROR,
        WARNING
    }
}
