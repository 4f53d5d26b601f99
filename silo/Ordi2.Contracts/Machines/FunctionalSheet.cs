using System.Collections.Immutable;

namespace Ordi2.Contracts.Machines;

/// <summary>One line of the functional sheet (fiche de contrôle).</summary>
/// <param name="Name">Code of the line; the lines that must be answered are those of <see cref="FunctionalSheet"/>.</param>
/// <param name="Passed">✓ or ✗; ✗ where the machine has no such thing, for nothing was tested.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.check-line")]
public sealed record CheckLine([property: Id(0)] string Name, [property: Id(1)] bool Passed)
{
    /// <summary>True where the machine has no such thing (« sans objet »): it neither works nor fails. Left out otherwise.</summary>
    [Id(2)]
    public bool? NotApplicable { get; init; }

    /// <summary>Whether it was tested and does not work.</summary>
    public bool Fails() => !Passed && NotApplicable != true;
}

/// <summary>The lines that a quality check answers (domain.md 3.1, station 9).</summary>
public static class FunctionalSheet
{
    private const string Screen = "screen";
    private const string Keys = "keys";
    private const string Touchpad = "touchpad";
    private const string Usb = "usb";
    private const string Wifi = "wifi";
    private const string Sound = "sound";
    private const string Camera = "camera";
    private const string Battery = "battery";
    private const string Charger = "charger";

    /// <summary>Every line, in the order of the sheet. A machine without the function answers that it does not apply, where its kind may lack it.</summary>
    public static ImmutableArray<string> Lines { get; } = [Screen, Keys, Touchpad, Usb, Wifi, Sound, Camera, Battery, Charger];

    /// <summary>
    /// Whether a machine of a kind may be without the thing that a line is about. What makes the kind is always tested (domain.md 2.6: « testé sur toutes ses
    /// fonctions »): no laptop is without a screen, keys or a battery.
    /// </summary>
    /// <param name="type">The kind; what is not known yet is taken for a laptop.</param>
    /// <param name="line">Code of the line.</param>
    public static bool MayLack(DeviceType type, string line) => type switch
    {
        DeviceType.Unknown or DeviceType.Laptop => line is Touchpad or Wifi or Camera,
        DeviceType.AllInOne => line is not (Screen or Usb or Sound),
        DeviceType.Monitor => line is not Screen,
        DeviceType.Tablet or DeviceType.Phone => line is not (Screen or Sound or Battery or Charger),
        DeviceType.Desktop or DeviceType.Server => line is not Usb,
        _ => true,
    };

    /// <summary>Whether no machine of a kind has the thing that a line is about: nobody is asked for it, and it is answered as not applying.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="line">Code of the line.</param>
    public static bool NeverHas(DeviceType type, string line) => type switch
    {
        DeviceType.Monitor => line is Keys or Touchpad or Wifi or Battery,
        DeviceType.Accessory => line is Screen,
        DeviceType.Printer or DeviceType.Multifunction => line is Touchpad or Camera or Sound or Battery,
        DeviceType.Desktop or DeviceType.Server => line is Touchpad or Battery,
        DeviceType.AllInOne => line is Battery,
        _ => false,
    };

    /// <summary>
    /// Whether a charger of its own goes with such a machine: one that passed its check without it is flagged. Of the others the line of the sheet says all there is to say.
    /// </summary>
    /// <param name="type">The kind.</param>
    public static bool ComesWithCharger(DeviceType type) => !MayLack(type, Charger);
}
