/** The evidence bundle: all that the verdict of a run rests on, in one file, from which anyone can judge the run again. */
package io.burnin.bundle;
