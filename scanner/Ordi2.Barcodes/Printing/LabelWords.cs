namespace Ordi2.Barcodes.Printing;

/// <summary>What stands on a label beside its code. Never who gave the machine, nor what is in it: whoever finds it reads it.</summary>
/// <param name="Brand">Of the chain, for example <c>Ordi 2.0</c>.</param>
public sealed record LabelWords(string Brand)
{
    /// <summary>The owner of a machine that is only lent: « Propriété de … ».</summary>
    public string? LentBy { get; init; }

    /// <summary>Telephone of the pole.</summary>
    public string? Phone { get; init; }

    /// <summary>What stands below the code, line by line.</summary>
    public IEnumerable<string> Lines => new[] { LentBy is { } owner ? $"Propriété de {owner}" : null, Phone }.OfType<string>();
}
