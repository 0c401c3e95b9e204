/** What agents captured of their targets: listed, and handed out. */
package io.burnin.server.artifact;
