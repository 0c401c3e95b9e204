/** Stored samples, read back: as evidence for a verdict, and as series for people and programs. */
package io.burnin.server.measure;
