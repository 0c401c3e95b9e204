/** What all resources share: problems, pages of a list, durations and JSON columns. */
package io.burnin.server.web;
