/** Evidence bundles: all that is stored of a run, in one file that anyone can judge again. */
package io.burnin.server.bundle;
