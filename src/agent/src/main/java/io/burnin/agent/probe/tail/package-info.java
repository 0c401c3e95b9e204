/** Files that grow: found by pattern, read from where the last reading ended, searched without decoding what nobody asks for. */
package io.burnin.agent.probe.tail;
