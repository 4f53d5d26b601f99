namespace Ordi2.Contracts;

/// <summary>The answer to a command: carried out, or refused for a reason.</summary>
/// <typeparam name="T">What is told about a command that was carried out.</typeparam>
[GenerateSerializer, Immutable, Alias("ordi2.reply`1")]
public abstract record Reply<T>
{
    private protected Reply()
    {
    }
}

/// <summary>The command was carried out, and what it did is in the ledger.</summary>
/// <typeparam name="T">What is told about it.</typeparam>
/// <param name="Value">What is told about it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.reply.done`1")]
public sealed record Done<T>([property: Id(0)] T Value) : Reply<T>;

/// <summary>The command was not carried out, and no event was written.</summary>
/// <typeparam name="T">What would have been told.</typeparam>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.reply.refused`1")]
public sealed record Refused<T>([property: Id(0)] Refusal Reason) : Reply<T>;
