/** The records that agent and server exchange. They only grow: a field once published is never removed or reused. */
package io.burnin.protocol;
