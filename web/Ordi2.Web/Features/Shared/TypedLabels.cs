using Ordi2.Barcodes;
using Ordi2.Contracts.Machines;

namespace Ordi2.Web.Features.Shared;

/// <summary>Labels of machines as people type or scan them into a field: one a line, or with commas between.</summary>
internal static class TypedLabels
{
    private static readonly char[] Separators = ['\n', ',', ';'];

    /// <summary>Each line with the machine that it names; none where it is no label of ours.</summary>
    public static IEnumerable<(string Line, MachineId? Machine)> Read(string? text)
    {
        foreach (var line in (text ?? string.Empty).Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            yield return (line, LabelReader.Read(line) switch
            {
                OurLabel ours => new MachineId(ours.Code.Text),
                OurAddress { Kind: LabelKind.Machine } ours => new MachineId(ours.Code.Text),
                _ => null,
            });
        }
    }
}
