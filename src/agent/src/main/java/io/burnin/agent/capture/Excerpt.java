package io.burnin.agent.capture;

/**
 * What is kept of a source.
 *
 * @param isCut whether there was more before it
 * @param redacted how many secrets were taken out
 */
record Excerpt(byte[] bytes, boolean isCut, int redacted) {}
