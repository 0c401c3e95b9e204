/** Requests as plans write them: their placeholders filled in, sent, and the answers compared with what is expected. */
package io.burnin.agent.http;
