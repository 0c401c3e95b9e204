/** The process that watches over an agent while harm is in effect. */
package io.burnin.agent.guard;
