/** Metrics, series and samples, and the statistics over them with their intervals. */
package io.burnin.metric;
