/** When a run is judged and on what; its verdict, its gate and its findings over HTTP. */
package io.burnin.server.verdict;
