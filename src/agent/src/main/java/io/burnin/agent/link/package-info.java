/** The server as the agent sees it. Losing it is normal: everything waits on disk and is sent again. */
package io.burnin.agent.link;
