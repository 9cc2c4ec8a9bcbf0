/** How messages show what a server has sent, and addresses. Any thread may call. */
@NullMarked
package io.nagare.http.text;

import org.jspecify.annotations.NullMarked;
