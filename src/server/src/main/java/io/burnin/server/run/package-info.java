/** Runs: started, queued, leased, followed, ended. Their tests and their time line. */
package io.burnin.server.run;
