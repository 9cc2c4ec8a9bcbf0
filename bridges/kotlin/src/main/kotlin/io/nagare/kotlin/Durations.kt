@file:JvmName("KotlinDurations")

package io.nagare.kotlin

import io.nagare.Async
import io.nagare.Nagare
import io.nagare.One
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/** As [Async.timeout], with a duration of Kotlin. */
public fun <T : Any, S : Async<T, S>> Async<T, S>.timeout(limit: Duration): S = timeout(limit.toJavaDuration())

/** As [Async.delayElements], with a duration of Kotlin. */
public fun <T : Any, S : Async<T, S>> Async<T, S>.delayElements(delay: Duration): S =
    delayElements(delay.toJavaDuration())

/** As [Async.delaySubscription], with a duration of Kotlin. */
public fun <T : Any, S : Async<T, S>> Async<T, S>.delaySubscription(delay: Duration): S =
    delaySubscription(delay.toJavaDuration())

/** As [One.block], with a duration of Kotlin. */
public fun <T : Any> One<T>.block(limit: Duration): T? = block(limit.toJavaDuration())

/** As [Nagare.blockOn], with a duration of Kotlin. */
public fun <T : Any> Nagare.blockOn(one: One<T>, limit: Duration): T? = blockOn(one, limit.toJavaDuration())

/** As [Nagare.close], with a duration of Kotlin. */
public fun Nagare.close(limit: Duration): Boolean = close(limit.toJavaDuration())
