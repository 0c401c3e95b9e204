/** What single processes use, as the system tells it. */
package io.burnin.agent.probe.process;
