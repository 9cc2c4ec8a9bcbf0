/**
 * The site: pages of Markdown and the Javadoc of all modules as static pages.
 *
 * <p>{@link Site} is the program. Read {@link Pages} next, then {@link Links} and {@link PageWriter}. One thread runs
 * all of it. A problem is a line on the error output and fails the build; the program goes on, so that one run names
 * all.
 */
@NullMarked
package io.nagare.site;

import org.jspecify.annotations.NullMarked;
