/** Files, directories and locks that are held open: how they are opened, identified and closed. Everything here may block. */
@NullMarked
package io.nagare.fs.handle;

import org.jspecify.annotations.NullMarked;
