package io.nagare.kotlin

import kotlinx.coroutines.CancellableContinuation

/** Refuses coroutines that are too old, at the first use and in words, in place of a missing method later. */
internal object CoroutinesVersion {

    private val missing: String? = complaint(CancellableContinuation::class.java)

    /** @throws IllegalStateException if the coroutines on the class path are too old */
    fun check() {
        missing?.let { throw IllegalStateException(it) }
    }

    /** Returns what is wrong, or null. Version 1.9.0 has added the method that tells who gets a lost item. */
    fun complaint(continuation: Class<*>): String? {
        val isThere = continuation.methods.any { method ->
            method.name == "resume" && method.parameterTypes.any { it.name == "kotlin.jvm.functions.Function3" }
        }
        val source = continuation.protectionDomain.codeSource?.location
        return if (isThere) null
        else "nagare-kotlin needs kotlinx-coroutines-core 1.9.0 or newer, but found an older one: $source"
    }
}
