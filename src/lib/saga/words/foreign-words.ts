import { wordInOtherScript } from "./other-scripts.ts";

/**
 * English words, and what they are called in the languages with Latin letters that states are named in: Spanish, Portuguese, French,
 * Italian, German, Dutch, Polish, Turkish, Indonesian. No accents.
 */
const FOREIGN: readonly (readonly [english: string, foreign: string])[] = [
  [
    "reserve",
    "reservar reserver prenotare reservieren prenota riserva riservare reserveer reserveren zarezerwuj rezerwuj rezerwacja rezerve",
  ],
  ["book", "agendar buchen boek boeken"],
  ["release", "liberar liberer rilasciare freigeben rilascia libera vrijgeven zwolnij zwolnienie serbest lepaskan"],
  [
    "cancel",
    "cancelar cancela cancelacion cancelamento annuler annulation annullare stornieren stornierung storno annulla annullamento annuleer annuleren annulleren anuluj iptal batalkan",
  ],
  ["void", "anular anulacion"],
  [
    "compensate",
    "compensar compensa compensacion compensacao compensacoes compenser compensare kompensieren kompensation compensazione compenseer",
  ],
  ["revert", "revertir reverter reversion reversao desfazer deshacer ruckgangig rueckgaengig ripristina terugdraaien cofnij"],
  [
    "refund",
    "reembolsar reembolso estornar estorno rembourser remboursement rimborsare rimborso erstatten erstattung ruckerstattung rimborsa terugbetalen terugbetaling zwroc zwrot iade",
  ],
  ["return", "devolver devolucion devolucao"],
  ["restore", "restaurar restituir ripristinare herstel herstellen przywroc"],
  ["create", "crear crea creacion criar cria criacao creer creation creare anlegen erstellen maak aanmaken utworz stworz olustur buat"],
  ["delete", "eliminar borrar excluir apagar supprimer cancellare loschen loeschen elimina verwijder verwijderen usun hapus"],
  ["process", "procesar processar traiter verarbeiten"],
  ["charge", "cobrar cobro cobranca belasten addebita addebitare incasseer incasseren pobierz obciaz"],
  ["pay", "pagar payer pagare bezahlen zahlen paga betaal betalen zaplac ode bayar"],
  ["debit", "debitar debiter abbuchen"],
  ["credit", "acreditar creditar crediter gutschreiben gutschrift"],
  ["transfer", "transferir uberweisen ueberweisen"],
  ["deduct", "descontar abziehen"],
  ["update", "actualizar atualizar aktualisieren aggiornare aggiorna bijwerken zaktualizuj guncelle"],
  ["register", "registrar enregistrer registrieren registra registreer zarejestruj kaydet daftar"],
  ["save", "guardar salvar speichern"],
  ["issue", "emitir emettre ausstellen"],
  ["generate", "generar gerar generer"],
  ["schedule", "programar planifier planen"],
  ["confirm", "confirmar confirmer confermare bestatigen bestaetigen conferma bevestig potwierdz onayla"],
  ["approve", "aprobar aprovar approuver genehmigen"],
  ["reject", "rechazar rejeitar rejeter ablehnen"],
  ["validate", "validar validacion validacao valider validare validieren"],
  ["verify", "verificar verifier prufen pruefen"],
  ["wait", "esperar aguardar attendre aspettare warten abwarten"],
  ["check", "comprobar checar controlla controleer sprawdz kontrol"],
  ["get", "obtener obter obtenir"],
  ["query", "consultar"],
  ["calculate", "calcular calculer berechnen"],
  ["notify", "notificar notifica avisar notifier benachrichtigen notificare informeer powiadom bildir"],
  ["send", "enviar envoyer senden invia inviare verstuur wyslij gonder kirim"],
  ["payment", "pago pagos pagamento pagamentos paiement zahlung betaling platnosc odeme pembayaran"],
  ["card", "tarjeta cartao carte karte carta kaart karty"],
  ["fund", "saldo fondos fundos guthaben"],
  ["money", "dinero dinheiro argent geld"],
  ["invoice", "factura fatura facture fattura rechnung factuur faktura"],
  ["order", "orden pedido pedidos encomenda commande ordine bestellung auftrag bestelling zamowienie siparis pesanan"],
  ["stock", "estoque existencias lager lagerbestand bestand magazzino scorte voorraad towar stan stok"],
  ["inventory", "inventario inventaire"],
  ["product", "producto produto produit prodotto produkt"],
  ["shipment", "envio entrega livraison spedizione versand lieferung"],
  ["reservation", "reserva reservas reservierung buchung"],
  ["account", "cuenta conta compte konto"],
  ["customer", "cliente kunde"],
  ["user", "usuario utilisateur benutzer"],
  ["flight", "vuelo voo flug volo vlucht ucus"],
  ["trip", "viaje viagem reise"],
  ["car", "coche carro voiture samochod araba"],
  ["seat", "asiento assento sitzplatz"],
  ["subscription", "suscripcion assinatura abonnement"],
  ["step", "paso passo etape schritt"],
  ["status", "estado"],
  ["ship", "spedisci verzend verzenden"],
];

const ENGLISH: ReadonlyMap<string, string> = new Map(
  FOREIGN.flatMap(([english, foreign]) => foreign.split(" ").map((word): [string, string] => [word, english])),
);

/** Nothing to normalise. */
const ASCII = /^[a-z]*$/;

/** The word in English where it is a known foreign one, in whatever number; else the word itself. */
export function inEnglish(word: string): string {
  if (ASCII.test(word)) return withoutAccents(word) ?? word;
  return withoutAccents(word.normalize("NFD").replaceAll(/\p{M}/gu, "")) ?? wordInOtherScript(word) ?? word;
}

function withoutAccents(word: string): string | undefined {
  const known = ENGLISH.get(word);
  if (known !== undefined || !word.endsWith("s")) return known;
  return ENGLISH.get(word.slice(0, -1)) ?? ENGLISH.get(word.replace(/es$/, ""));
}
