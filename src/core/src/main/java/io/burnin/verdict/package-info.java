/** Criteria, checks and verdicts: pure functions of stored evidence. */
package io.burnin.verdict;
