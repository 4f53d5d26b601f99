using System.Globalization;

namespace Ordi2.Ledger.Machines;

/// <summary>Where a page of machines ended.</summary>
internal readonly record struct MachineCursor(int Stage, int Week, string Id)
{
    public static MachineCursor Of(MachineRow last) => new(MachineStages.Of(last.Status), MachineWeeks.Of(last.StatusSince), last.Id);

    /// <exception cref="InvalidCursorException">The text is no cursor of ours.</exception>
    public static MachineCursor Parse(string text) =>
        text.Split('.', 3) is [var stage, var week, { Length: > 0 } id]
        && int.TryParse(stage, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && int.TryParse(week, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var second)
            ? new(first, second, id)
            : throw new InvalidCursorException(text);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Stage}.{Week}.{Id}");
}
