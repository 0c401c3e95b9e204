/** Reports: a run, its verdict and its time line, gathered once and written as Markdown, HTML, JSON and JUnit XML. */
package io.burnin.server.report;
