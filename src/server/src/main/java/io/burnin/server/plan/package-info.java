/** Stored plans and their versions. */
package io.burnin.server.plan;
