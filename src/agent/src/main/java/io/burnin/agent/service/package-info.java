/** The processes of the target: found, started, stopped, killed, halted, watched, and left as they were found. */
package io.burnin.agent.service;
