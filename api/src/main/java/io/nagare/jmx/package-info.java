/**
 * Runtimes in JMX, for tools such as JConsole: {@link io.nagare.jmx.RuntimeBeans} registers a runtime's beans. Needs
 * the JDK's module {@code java.management}, and nothing of it while no bean is registered.
 */
@NullMarked
package io.nagare.jmx;

import org.jspecify.annotations.NullMarked;
