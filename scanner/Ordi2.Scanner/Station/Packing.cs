using System.Collections.Immutable;
using Ordi2.Barcodes;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Machines;

namespace Ordi2.Scanner.Station;

/// <summary>A delivery that is packed here now: its machines, by their codes.</summary>
internal sealed record PackingList(string Id, string[] Machines);

/// <summary>The packing table: the label of a box, then machine after machine into it, each for the delivery on whose list it stands.</summary>
internal sealed class Packing(StationFile file, WorkShelf shelf, Screen screen, Teller teller)
{
    private const string Charger = "charger";

    private LabelCode? _box;
    private bool _isBare;

    /// <summary>What there is to do first, or into which box the next machines go.</summary>
    public string Said => _box is { } box
        ? $"Carton {box.InGroups()}, {(_isBare ? "sans chargeur ; avec : tapez avec chargeur" : "avec chargeur ; sans : tapez sans chargeur")}. Scannez une machine."
        : "Scannez d'abord le carton, puis les machines.";

    /// <summary>Whoever comes to the table takes a box first.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        (_box, _isBare) = (null, false);
        await shelf.LoadAsync(cancellation);
    }

    /// <summary>The next machines go into this box.</summary>
    public void Take(LabelCode box)
    {
        _box = box;
        screen.Say(Tone.Good, Said, new { @event = "box", box = box.Text, charger = !_isBare });
    }

    /// <summary>Whether a bare code is that of a box, as the bars of its label hold it: one that was printed for boxes, or the first that stands on no list.</summary>
    public async Task<bool> IsBoxAsync(LabelCode code, CancellationToken cancellation)
    {
        if (DeliveryOf(code.Text) is null && !IsPrintedForBoxes(code.Text))
        {
            // It may have been put on a list since, or printed.
            await shelf.LoadAsync(cancellation);
        }

        return DeliveryOf(code.Text) is null && (_box is null || IsPrintedForBoxes(code.Text));
    }

    /// <summary>Whether the next machines go with their charger.</summary>
    public void TakeCharger(bool with)
    {
        _isBare = !with;
        screen.Say(Tone.Plain, Said, new { @event = "box", box = _box?.Text, charger = with });
    }

    /// <summary>The fields of the step for a machine.</summary>
    /// <returns>Nothing where it is not packed; it was said why.</returns>
    public async Task<string?> DataAsync(string code, CancellationToken cancellation)
    {
        if (_box is not { } box)
        {
            teller.Wrong($"{Teller.Shown(code)} : {Said}", new { @event = "box-needed", code });
            return null;
        }

        if (DeliveryOf(code) is null)
        {
            // It may have been put on a list since.
            await shelf.LoadAsync(cancellation);
        }

        if (DeliveryOf(code) is { } delivery)
        {
            return Mode.Of(string.Empty, string.Empty, new Pack(box.Text, new DeliveryId(delivery)) { Accessories = _isBare ? ImmutableArray<string>.Empty : [Charger] }).Data;
        }

        teller.Wrong($"{Teller.Shown(code)} n'est sur aucune liste de livraison. Posez-la à part.", new { @event = "not-on-a-list", code });
        return null;
    }

    private bool IsPrintedForBoxes(string code) => file.Required().Boxes.Contains(code, StringComparer.OrdinalIgnoreCase);

    private string? DeliveryOf(string code) => file.Required().Packing.FirstOrDefault(list => list.Machines.Contains(code, StringComparer.OrdinalIgnoreCase))?.Id;
}
